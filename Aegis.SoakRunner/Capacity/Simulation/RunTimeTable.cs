using Aegis.SoakRunner.Load;

namespace Aegis.SoakRunner.Capacity.Simulation;

/// <summary>
/// How long a Run takes, by its shape. Between the measured shapes it is linear in the number of sequences, then in the
/// length; beyond them it goes on with the last slope. Never falls where a Run grows: what noise measured otherwise is
/// lifted to its smaller neighbour.
/// </summary>
internal sealed class RunTimeTable
{
    private readonly double[] _lengths;
    private readonly (double[] Sequences, double[] Seconds)[] _rows;
    private readonly double[] _shares;
    private readonly double[] _factors;

    /// <param name="file">What was measured.</param>
    /// <param name="speed">How many times as long as measured Runs take: where a machine has another speed than it had.</param>
    public RunTimeTable(RunTimeFile file, double speed = 1)
    {
        _lengths = [.. file.Runs.Select(row => (double)row.Tokens)];
        _rows = new (double[], double[])[file.Runs.Count];
        for (var i = 0; i < _rows.Length; i++)
        {
            double[] sequences = [.. file.Runs[i].Sequences.Select(count => (double)count)];
            double[] seconds = [.. file.Runs[i].Ms.Select(ms => speed * ms / 1000)];
            for (var j = 0; j < seconds.Length; j++)
            {
                var smaller = Math.Max(j > 0 ? seconds[j - 1] : 0, i > 0 ? Linear.At(_rows[i - 1].Sequences, _rows[i - 1].Seconds, sequences[j]) : 0);
                seconds[j] = Math.Max(seconds[j], smaller);
            }

            _rows[i] = (sequences, seconds);
        }

        _shares = [.. file.Spread.Select(point => point.Share)];
        _factors = [.. file.Spread.Select(point => point.Factor)];
    }

    /// <summary>Median seconds of a Run of so many sequences, padded to so many tokens.</summary>
    public double Seconds(int sequences, int tokens)
    {
        if (_lengths.Length == 1)
        {
            return Linear.At(_rows[0].Sequences, _rows[0].Seconds, sequences) * Math.Max(1, tokens / _lengths[0]);
        }

        var (low, high) = Linear.Around(_lengths, tokens);
        var (shorter, longer) = (OfRow(low, sequences), OfRow(high, sequences));
        var slope = (longer - shorter) / (_lengths[high] - _lengths[low]);
        // Below the shortest length nothing was measured: a Run has a fixed part, so that the shortest one's time is near.
        return tokens <= _lengths[0] ? shorter : shorter + (slope * (tokens - _lengths[low]));
    }

    /// <summary>How many times its median a Run takes: drawn from what was measured.</summary>
    public double Factor(ref SplitMix random)
    {
        var share = random.NextUnit();
        return _shares.Length == 0 ? 1 : Linear.At(_shares, _factors, Math.Clamp(share, _shares[0], _shares[^1]));
    }

    private double OfRow(int row, int sequences) => Linear.At(_rows[row].Sequences, _rows[row].Seconds, sequences);
}
