namespace Aegis.SoakRunner.Tests.Live;

// xunit looks for it in the assembly of the tests.
[CollectionDefinition(Name)]
public sealed class BrowserGroup : ICollectionFixture<Browser>
{
    public const string Name = "browser";
}
