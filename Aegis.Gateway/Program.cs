return await Aegis.ServiceDefaults.Streams.StandardStreams.RunAsync(failed: 1, () => Aegis.Gateway.GatewayCommand.RunAsync(args));
