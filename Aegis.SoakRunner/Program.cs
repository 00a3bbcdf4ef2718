return await Aegis.SoakRunner.SoakCommand.RunAsync(args);
