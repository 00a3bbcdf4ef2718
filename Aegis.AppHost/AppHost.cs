var builder = DistributedApplication.CreateBuilder(args);

var embeddings = builder.AddProject<Projects.Aegis_EmbeddingServer>("embeddings")
    .WithEndpoint("http", endpoint => endpoint.Port = 8181)
    .WithHttpHealthCheck("/health");

builder.AddProject<Projects.Aegis_SoakRunner>("soak")
    .WithArgs("run", "--seconds", builder.Configuration["Soak:Seconds"] ?? "60")
    .WithReference(embeddings)
    .WaitFor(embeddings)
    .WithExplicitStart();

builder.Build().Run();
