using System.Runtime.InteropServices;
using System.Text.Json;

namespace Aegis.EmbeddingServer.Tests.Ui;

/// <summary>The page's modules that only compute, one by one.</summary>
public sealed class UiModulesTests(Browser browser, RealModelServer fixture) : UiTest(browser, fixture)
{
    [Fact]
    public async Task Prometheus_Lines_AreReadAsTheirFormatSays()
    {
        await using var window = await OpenAsync();

        foreach (var (text, name, value) in new[]
        {
            ("a_total 3", "a_total", 3),
            ("a_total{} 3", "a_total", 3),
            ("a_total{x=\"1\"} 3e2 1700000000000", "a_total", 300),
            ("a{le=\"+Inf\",t=\"} 9 \\\\ \\\" \\n\"} 4", "a", 4),
            ("# HELP a 5\na 6\n", "a", 6),
            ("a:b +Inf", "a:b", double.PositiveInfinity),
        })
        {
            var read = await window.Page.EvaluateAsync<double>(
                "async ([text, name]) => (await import('/ui/js/prometheus.js')).parse(text).get(name)[0].value",
                new[] { text, name });

            Assert.Equal(value, read);
        }
    }

    [Fact]
    public async Task Prometheus_Labels_AreUnescaped()
    {
        await using var window = await OpenAsync();

        var labels = await window.Page.EvaluateAsync<JsonElement>(
            "async text => (await import('/ui/js/prometheus.js')).parse(text).get('a')[0].labels",
            "a{one=\"x, y=\\\"2\\\"} \",two=\"c:\\\\d\\ne\"} 1");

        Assert.Equal("x, y=\"2\"} ", labels.GetProperty("one").GetString());
        Assert.Equal("c:\\d\ne", labels.GetProperty("two").GetString());
    }

    [Fact]
    public async Task Quantile_OfBuckets_IsInterpolated()
    {
        await using var window = await OpenAsync();

        foreach (var (share, buckets, expected) in new (double, string, double?)[]
        {
            (0.5, "[]", null),
            (0.5, "[[1,0],[2,0]]", null),
            (0.5, "[[1,10],[2,10]]", 0.5),
            (0.5, "[[1,0],[2,10],[4,10]]", 1.5),
            (0.95, "[[1,50],[2,100]]", 1.9),
            (1, "[[1,50],[2,100],[4,100]]", 2),
            (0.95, "[[1,50],[2,60],[Infinity,100]]", 2),
            (0.5, "[[Infinity,3]]", 0),
        })
        {
            var quantile = await window.Page
                .EvaluateAsync<double?>($"async share => (await import('/ui/js/rates.js')).quantile(share, {buckets})", share);

            Assert.Equal(expected, quantile);
        }
    }

    [Fact]
    public async Task Rates_OfManyReadings_LookBackTenSeconds()
    {
        await using var window = await OpenAsync();

        // One a second for a minute, then ten a second.
        var rates = await window.Page.EvaluateAsync<double?[]>(
            """
            async () => {
              const { Rates } = await import('/ui/js/rates.js');
              const rates = new Rates();
              const shown = [];
              let answered = 0;
              for (let at = 0; at <= 80; at += 2) {
                const sample = {
                  answered, failed: null, tokens: null, busySeconds: null, workers: null,
                  queueRequests: null, queueInputs: null, queueTokens: null, buckets: [],
                };
                shown.push(rates.add(sample, at).answered);
                answered += at < 60 ? 2 : 20;
              }
              return shown;
            }
            """);

        Assert.Null(rates[0]);
        Assert.All(rates[1..31], rate => Assert.Equal(1, rate));
        Assert.Equal([2.8, 4.6, 6.4, 8.2, 10, 10, 10, 10, 10, 10], rates[31..].Select(rate => Math.Round(rate!.Value, 6)));
    }

    [Fact]
    public async Task Vector_AsBase64_IsDecodedToTheSameFloats()
    {
        float[] vector = [0.25f, -1, float.Epsilon, 3.4e38f, -0.0f, 1 / 3f];
        await using var window = await OpenAsync();

        var decoded = await window.Page.EvaluateAsync<float[]>(
            "async text => [...(await import('/ui/js/vectors.js')).decode(text)]",
            Convert.ToBase64String(MemoryMarshal.AsBytes<float>(vector)));

        Assert.Equal(vector, decoded);
    }

    [Fact]
    public async Task Format_OfNumbers_IsForPeople()
    {
        await using var window = await OpenAsync();

        foreach (var (call, expected) in new[]
        {
            ("number(0)", "0"),
            ("number(0.4249)", "0.42"),
            ("number(9.996)", "10.0"),
            ("number(99.96)", "100"),
            ("number(12345.6)", "12,346"),
            ("number(null)", "–"),
            ("number(NaN)", "–"),
            ("duration(0.0123)", "12.3 ms"),
            ("duration(0.9999)", "1.00 s"),
            ("duration(2.5)", "2.50 s"),
            ("percent(0.256)", "26 %"),
            ("cosine(-0.001, 2)", "0.00"),
            ("cosine(-0.25, 2)", "−0.25"),
            ("count(1, 'line')", "1 line"),
            ("count(1200, 'token')", "1,200 tokens"),
        })
        {
            Assert.Equal(expected, await window.Page.EvaluateAsync<string>($"async () => (await import('/ui/js/format.js')).{call}"));
        }
    }
}
