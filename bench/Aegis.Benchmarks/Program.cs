// The runtime reads this at the first socket: answers are handled on the thread that waits for sockets (HttpCall).
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
return await Aegis.Benchmarks.BenchmarkCommand.RunAsync(args);
