return await Aegis.Gateway.Entry.RunAsync(args);
