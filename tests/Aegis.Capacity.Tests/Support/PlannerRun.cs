using System.CommandLine;
using Aegis.Capacity.Commands;

namespace Aegis.Capacity.Tests.Support;

/// <summary>Runs the command <c>capacity</c>.</summary>
internal static class PlannerRun
{
    /// <summary>As the soak runner does: options that cannot be parsed are wrong usage.</summary>
    public static async Task<(CapacityExitCode Code, string Output, string Error)> OfAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var parsed = CapacityCommand.Create().Parse(args);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (parsed.Errors.Count > 0 ? CapacityExitCode.WrongUsage : (CapacityExitCode)code, output.ToString(), error.ToString());
    }
}
