return await Aegis.ServiceDefaults.Streams.StandardStreams.RunAsync(
    Aegis.EmbeddingServer.Commands.Common.CommandExit.Failed, () => Aegis.EmbeddingServer.Entry.RunAsync(args));
