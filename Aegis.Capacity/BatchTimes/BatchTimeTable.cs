using Aegis.Capacity.Numbers;

namespace Aegis.Capacity.BatchTimes;

/// <summary>
/// The time of a batch by its shape. Between the measured shapes the time is linear in the number of sequences, then in
/// the length; beyond them the last slope continues. A larger batch never takes less time: a measured value below that
/// of a smaller batch is noise, and is raised.
/// </summary>
internal sealed class BatchTimeTable
{
    private readonly double[] _lengths;
    private readonly (double[] Sequences, double[] Seconds)[] _rows;
    private readonly double[] _shares;
    private readonly double[] _factors;

    /// <param name="file">The measured times.</param>
    /// <param name="speed">Factor on all times, for a machine that is slower or faster than when it was measured.</param>
    public BatchTimeTable(BatchTimeFile file, double speed = 1)
    {
        _lengths = [.. file.Batches.Select(row => (double)row.Tokens)];
        _rows = new (double[], double[])[file.Batches.Count];
        for (var i = 0; i < _rows.Length; i++)
        {
            double[] sequences = [.. file.Batches[i].Sequences.Select(count => (double)count)];
            double[] seconds = [.. file.Batches[i].Ms.Select(ms => speed * ms / 1000)];
            for (var j = 0; j < seconds.Length; j++)
            {
                var fewer = j > 0 ? seconds[j - 1] : 0;
                var shorter = i > 0 ? OfRow(i - 1, sequences[j]) : 0;
                seconds[j] = Math.Max(seconds[j], Math.Max(fewer, shorter));
            }

            _rows[i] = (sequences, seconds);
        }

        _shares = [.. file.Spread.Select(point => point.Share)];
        _factors = [.. file.Spread.Select(point => point.Factor)];
    }

    /// <summary>Median seconds of a batch of so many sequences, padded to so many tokens.</summary>
    public double Seconds(int sequences, int tokens)
    {
        if (_lengths.Length == 1)
        {
            return OfRow(0, sequences) * Math.Max(1, tokens / _lengths[0]);
        }

        var (low, high) = Linear.Around(_lengths, tokens);
        var (shorter, longer) = (OfRow(low, sequences), OfRow(high, sequences));
        var slope = (longer - shorter) / (_lengths[high] - _lengths[low]);
        // Shorter batches were not measured. A batch has a fixed cost, so the time of the shortest one is close.
        return tokens <= _lengths[0] ? shorter : shorter + (slope * (tokens - _lengths[low]));
    }

    /// <summary>Draws how many times its median a batch takes.</summary>
    public double Factor(ref SplitMix random)
    {
        var share = random.NextUnit();
        return _shares.Length == 0 ? 1 : Linear.At(_shares, _factors, Math.Clamp(share, _shares[0], _shares[^1]));
    }

    private double OfRow(int row, double sequences) => Linear.At(_rows[row].Sequences, _rows[row].Seconds, sequences);
}
