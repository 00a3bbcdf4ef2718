return await Aegis.Benchmarks.BenchmarkCommand.RunAsync(args);
