return await Aegis.EmbeddingServer.Commands.Entry.RunAsync(args);
