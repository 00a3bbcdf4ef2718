using Aegis.SoakRunner.Judge;

namespace Aegis.SoakRunner;

/// <summary>What the process says of a judged run.</summary>
internal static class ExitCodes
{
    public static ExitCode Of(VerdictOutcome outcome) => outcome switch
    {
        VerdictOutcome.Pass => ExitCode.Pass,
        VerdictOutcome.Fail => ExitCode.Fail,
        VerdictOutcome.Stopped => ExitCode.Stopped,
        _ => ExitCode.Inconclusive,
    };
}
