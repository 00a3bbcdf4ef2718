namespace Aegis.SoakRunner.Load;

/// <summary>Draws from a lognormal distribution with bounds.</summary>
internal static class AmountSampler
{
    public static int Of(Amount amount, ref SplitMix random) =>
        amount.Spread == 0
            ? Math.Clamp((int)amount.Median, amount.Least, amount.Most)
            : (int)Math.Clamp(amount.Median * Math.Exp(amount.Spread * random.NextNormal()), amount.Least, amount.Most);
}
