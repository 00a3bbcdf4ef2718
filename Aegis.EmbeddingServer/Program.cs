return await Aegis.EmbeddingServer.Entry.RunAsync(args);
