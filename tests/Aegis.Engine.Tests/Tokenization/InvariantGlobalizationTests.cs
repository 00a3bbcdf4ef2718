using System.Diagnostics;

namespace Aegis.Engine.Tests.Tokenization;

/// <summary>The tokens are the same without ICU: this assembly's tokenizer tests once more, in a process without it.</summary>
public sealed class InvariantGlobalizationTests
{
    private const string Variable = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    [Fact]
    public async Task TokenizerTests_UnderInvariantGlobalization_Pass()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                typeof(InvariantGlobalizationTests).Assembly.Location,
                "-class", typeof(CodePointTests).FullName!,
                "-class", typeof(ReferenceIdsTests).FullName!,
                "-class", typeof(WordPieceTextTokenizerTests).FullName!,
                "-class", typeof(GlobalizationModeTests).FullName!,
            },
            Environment = { [Variable] = "1" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, await output + await errors);
    }
}

/// <summary>Shows that the mode that is asked for is the mode that runs.</summary>
public sealed class GlobalizationModeTests
{
    [Fact]
    public void Cultures_OnlyWithIcu_AreKnown()
    {
        var invariant = Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") == "1";

        // Turkish lower case needs ICU's tables.
        Assert.Equal(invariant ? "i" : "ı", LowerTurkish("I"));
    }

    private static string LowerTurkish(string text)
    {
        try
        {
            return text.ToLower(new System.Globalization.CultureInfo("tr-TR"));
        }
        catch (System.Globalization.CultureNotFoundException)
        {
            return "i";
        }
    }
}
