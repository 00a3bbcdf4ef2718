return await Aegis.Gateway.GatewayCommand.RunAsync(args);
