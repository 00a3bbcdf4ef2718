using Aegis.AppHost;

var builder = DistributedApplication.CreateBuilder(args);

var embeddings = builder.AddEmbeddings("embeddings", port: 8181);

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
