using Aegis.AppHost;

var builder = DistributedApplication.CreateBuilder(args);

var embeddings = builder.AddProject<Projects.Aegis_EmbeddingServer>("embeddings")
    .WithEndpoint("http", endpoint => endpoint.Port = 8181)
    .WithHttpHealthCheck("/health")
    .WithLinks(new("Page", "/"), new("API reference", "/docs"), new("Health", "/health"), new("Metrics", "/metrics"))
    .WithServerParameters()
    .WithServerCommands()
    .WithServersOwnSampling();

builder.AddProject<Projects.Aegis_SoakRunner>("soak")
    .WithArgs("serve", "--output", Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "artifacts", "soak")))
    .WithHttpEndpoint(port: 8182)
    .WithHttpHealthCheck("/health")
    .WithLinks(new("Soak page", "/"), new("Health", "/health"))
    .WithReference(embeddings)
    .WaitFor(embeddings)
    .WithExplicitStart()
    .WithSoakCommands();

builder.Build().Run();
