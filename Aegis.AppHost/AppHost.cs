using Aegis.AppHost;

var builder = DistributedApplication.CreateBuilder(args);

var embeddings = builder.AddEmbeddings("embeddings", port: 8181);

builder.AddProject<Projects.Aegis_SoakRunner>("soak")
    .WithArgs("serve", "--output", Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "artifacts", "soak")))
    // The orchestrator's proxy would accept connections before the runner is started, and answer none.
    .WithHttpEndpoint(port: FixedPorts.Unproxied(builder.Configuration, 8182), isProxied: false)
    .WithHttpHealthCheck("/health")
    .WithLinks(new("Soak page", "/"), new("Health", "/health"))
    .WithReference(embeddings)
    .WaitFor(embeddings)
    .WithExplicitStart()
    .WithSoakCommands();

FixedPorts.EndIfTaken(builder);
builder.Build().Run();
