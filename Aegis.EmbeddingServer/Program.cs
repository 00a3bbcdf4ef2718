return await Aegis.EmbeddingServer.EmbeddingServerHost.RunAsync(args);
