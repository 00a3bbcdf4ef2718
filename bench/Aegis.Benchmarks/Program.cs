using Aegis.Benchmarks;

await Measures.RunAsync(Console.Out);
