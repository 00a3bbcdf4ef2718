namespace Aegis.Deployment.Tests.Release;

/// <summary>All tests of what is released share one release.</summary>
[CollectionDefinition(Name)]
public sealed class ReleaseTestGroup : ICollectionFixture<Release>
{
    public const string Name = "release";
}
