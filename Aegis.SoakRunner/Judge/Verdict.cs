using System.Globalization;
using Aegis.SoakRunner.Measure;

namespace Aegis.SoakRunner.Judge;

/// <summary>The judgement of a run, with the reason.</summary>
internal sealed record Verdict(ExitCode Code, string Reason)
{
    /// <summary>Fewer requests than this show nothing about an error rate of 0.1 %.</summary>
    public const int LeastRequests = 100;

    /// <summary>Most requests, of all, that may fail for another reason than a wrong answer.</summary>
    public const double MostErrors = 0.001;

    /// <summary>Judges: no wrong answer at all, and an error rate of at most <see cref="MostErrors"/>.</summary>
    public static Verdict On(Measurement measured)
    {
        if (measured[OutcomeKind.WrongAnswer] is > 0 and var wrong)
        {
            return new Verdict(ExitCode.Fail, $"{wrong} wrong answers, the first: {measured.FirstProblem}");
        }

        var errors = measured.Total - measured[OutcomeKind.Ok];
        var rate = measured.Total == 0 ? 0 : (double)errors / measured.Total;
        if (rate > MostErrors)
        {
            return new Verdict(ExitCode.Fail, $"error rate {Percent(rate)}, at most {Percent(MostErrors)}; the first: {measured.FirstProblem}");
        }

        return measured.Total < LeastRequests
            ? new Verdict(ExitCode.Inconclusive, $"only {measured.Total} requests, at least {LeastRequests} are needed; run longer")
            : new Verdict(ExitCode.Pass, $"no wrong answer, error rate {Percent(rate)} of at most {Percent(MostErrors)}");
    }

    private static string Percent(double rate) => (rate * 100).ToString("0.###", CultureInfo.InvariantCulture) + " %";
}
