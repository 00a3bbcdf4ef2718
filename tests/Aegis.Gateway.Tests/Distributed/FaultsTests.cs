using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aegis.Gateway.Tests.Distributed;

/// <summary>A short version of the soak runner's profile 'faults', against a gateway with two servers, which it ends by SIGTERM.</summary>
public sealed class FaultsTests : IDisposable
{
    private static readonly Dictionary<string, string?> SameEnvironment = [];

    private readonly string _folder = Directory.CreateTempSubdirectory("aegis-faults-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Faults_AtTheGateway_AreTakenAsTheyShouldBe()
    {
        await using var first = ServerProcess.Start(SameEnvironment, "--urls=http://127.0.0.1:0", "--Aegis:Execution:Workers=1");
        await using var second = ServerProcess.Start(SameEnvironment, "--urls=http://127.0.0.1:0", "--Aegis:Execution:Workers=1");
        var servers = $"{await AddressAsync(first)},{await AddressAsync(second)}";
        await using var gateway = ServerProcess.StartProgram(
            "Aegis.Gateway.dll",
            SameEnvironment,
            "--urls=http://127.0.0.1:0",
            "--Aegis:Gateway:Servers=" + servers);

        await using var runner = ServerProcess.StartProgram(
            "Aegis.SoakRunner.dll",
            SameEnvironment,
            "run", "--profile", Profile(), "--target", await AddressAsync(gateway), "--output", _folder, "--may-stop-target");
        await runner.ExitCodeAsync(TimeSpan.FromMinutes(3));

        var file = Directory.GetFiles(_folder, "report.json", SearchOption.AllDirectories).Single();
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var gates = report.RootElement.GetProperty("verdict").GetProperty("gates").EnumerateArray().ToArray();
        Assert.Equal(
            ["fault: broken JSON", "fault: burst", "fault: hang up", "fault: oversized body", "fault: slow reader", "fault: terminate"],
            gates.Select(Name).Where(name => name.StartsWith("fault", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(
            gates.Where(gate => Name(gate).StartsWith("fault", StringComparison.Ordinal) || Name(gate) is "wrong answers" or "error rate"),
            gate => Assert.True(gate.GetProperty("outcome").GetString() == "pass", gate.ToString()));
        Assert.Equal(0, await gateway.ExitCodeAsync());
    }

    private static string Name(JsonElement gate) => gate.GetProperty("gate").GetString()!;

    private static async Task<string> AddressAsync(ServerProcess server) => (await server.AddressAsync()).GetLeftPart(UriPartial.Authority);

    // Two faults of each kind, instead of three minutes of faults.
    private string Profile()
    {
        var profile = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "profiles", "faults.json")))!.AsObject();
        profile["phases"]![0]!["seconds"] = 12;
        profile["warmUpSeconds"] = 2;
        profile["windowSeconds"] = 2;
        profile["faults"]!["everySeconds"] = 1;
        var path = Path.Combine(_folder, "faults.json");
        File.WriteAllText(path, profile.ToJsonString());
        return path;
    }
}
