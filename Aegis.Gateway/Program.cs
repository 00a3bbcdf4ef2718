return await Aegis.Gateway.GatewayHost.RunAsync(args);
