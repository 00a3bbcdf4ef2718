namespace Aegis.SoakRunner.Run;

internal enum ExitCode
{
    /// <summary>Every gate holds.</summary>
    Pass = 0,

    /// <summary>At least one gate does not hold.</summary>
    Fail = 1,

    /// <summary>Too little was measured.</summary>
    Inconclusive = 2,

    WrongUsage = 3,

    TargetNotReachable = 4,

    Stopped = 5,
}

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
