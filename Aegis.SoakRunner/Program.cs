return await Aegis.ServiceDefaults.Streams.StandardStreams.RunAsync(
    (int)Aegis.SoakRunner.Run.ExitCode.WrongUsage, () => Aegis.SoakRunner.SoakCommand.RunAsync(args));
