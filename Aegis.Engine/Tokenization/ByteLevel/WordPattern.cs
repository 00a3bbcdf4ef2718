namespace Aegis.Engine.Tokenization.ByteLevel;

/// <summary>
/// The regular expressions that byte-level tokenizers split with. They differ in few places, so they are read here by
/// hand: .NET's regular expressions work on UTF-16 units, the reference's on code points.
/// </summary>
/// <param name="ContractionsOfAnyCase"><c>(?i:'s|'t|'re|'ve|'m|'ll|'d)</c> instead of lower case alone.</param>
/// <param name="LettersAfterAny"><c>[^\r\n\p{L}\p{N}]?\p{L}+</c> instead of <c> ?\p{L}+</c>.</param>
/// <param name="MostDigits">Most numbers in a word; 0 means any number of them, after a space too: <c> ?\p{N}+</c>.</param>
/// <param name="SplitsLines"><c>[\r\n]*</c> behind other characters, and <c>\s*[\r\n]+</c>.</param>
internal sealed record WordPattern(bool ContractionsOfAnyCase, bool LettersAfterAny, int MostDigits, bool SplitsLines)
{
    private const string Others = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Letters = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|";

    /// <summary>GPT-2's, which the ByteLevel pre-tokeniser has by itself.</summary>
    public static WordPattern Gpt2 { get; } = new(ContractionsOfAnyCase: false, LettersAfterAny: false, MostDigits: 0, SplitsLines: false);

    private static readonly Dictionary<string, WordPattern> Known = new(StringComparer.Ordinal)
    {
        [@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"] = Gpt2,
        [Letters + @"\p{N}" + Others] = new(true, true, MostDigits: 1, true),
        [Letters + @"\p{N}{1,3}" + Others] = new(true, true, MostDigits: 3, true),
    };

    /// <summary>The pattern that a regular expression stands for; null when it is not known.</summary>
    public static WordPattern? Find(string regex) => Known.GetValueOrDefault(regex);
}
