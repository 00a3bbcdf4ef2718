// Read by the runtime at the first socket: what OpenLoad receives is handled on the thread that waits for sockets.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
return await Aegis.Benchmarks.BenchmarkCommand.RunAsync(args);
