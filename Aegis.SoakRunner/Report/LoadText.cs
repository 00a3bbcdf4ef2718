namespace Aegis.SoakRunner.Report;

/// <summary>The load of a profile in words.</summary>
internal static class LoadText
{
    public static string Load(StreamPlan stream) => stream switch
    {
        { Open: { } open } => $"open, {Arrivals(open)}, at most {Format.Count(stream.MaxInFlight)} in flight",
        { Connections: 1 } => "closed, 1 connection",
        { Connections: { } connections } => $"closed, {Format.Count(connections)} connections",
        _ => "not said",
    };

    public static string Amount(Amount amount) => amount.Spread == 0 || amount.Least == amount.Most
        ? Format.Number(Math.Clamp(amount.Median, amount.Least, amount.Most))
        : Wording.Of($"{amount.Least} to {amount.Most}, median {Format.Number(amount.Median)}, spread {Format.Number(amount.Spread)}");

    public static string Encoding(VectorEncoding encoding) => encoding switch
    {
        VectorEncoding.Float => "float",
        VectorEncoding.Base64 => "base64",
        _ => "float and base64 in turn",
    };

    public static string Faults(FaultPlan? faults) => faults is null
        ? "None on purpose."
        : $"In turn, one every {Format.Number(faults.EverySeconds)} s: "
            + string.Join(", ", faults.Kinds.Select(kind => Fault(kind, faults)))
            + (faults.TerminateAtEnd ? "; SIGTERM under load at the end." : ".");

    private static string Arrivals(Arrivals open) => open.Kind switch
    {
        ArrivalKind.Constant => $"constant {Format.Number(open.PerSecond)}/s",
        ArrivalKind.Poisson => $"Poisson {Format.Number(open.PerSecond)}/s",
        ArrivalKind.Ramp =>
            $"ramp from {Format.Number(open.PerSecond)}/s to {Format.Number(open.ToPerSecond ?? open.PerSecond)}/s in each phase",
        _ => $"bursts of {Format.Count(open.BurstSize ?? 1)}, {Format.Number(open.PerSecond)}/s on average",
    };

    private static string Fault(FaultKind kind, FaultPlan faults) => kind switch
    {
        FaultKind.HangUp => "hang up in mid-request",
        FaultKind.SlowReader => "slow reader",
        FaultKind.OversizedBody => "oversized body",
        FaultKind.BrokenJson => "broken JSON",
        _ => $"burst of {Format.Count(faults.BurstSize)}",
    };
}
