using Aegis.SoakRunner.Document;

namespace Aegis.SoakRunner.Run;

/// <summary>What the process says when it ends, for scripts.</summary>
internal enum ExitCode
{
    /// <summary>Every gate of the verdict holds.</summary>
    Pass = 0,

    /// <summary>At least one gate does not.</summary>
    Fail = 1,

    /// <summary>Too little was measured to tell.</summary>
    Inconclusive = 2,

    /// <summary>The command line is wrong.</summary>
    WrongUsage = 3,

    /// <summary>The target was not ready in time.</summary>
    TargetNotReachable = 4,

    /// <summary>The user stopped the run.</summary>
    Stopped = 5,
}

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
