namespace Aegis.Engine.Tokenization.ByteLevel;

/// <summary>
/// The regular expressions with which byte-level tokenizers split text, as far as they differ. <see cref="WordScanner"/>
/// applies them: .NET's regular expressions work on UTF-16 units, those of the reference on code points.
/// </summary>
/// <param name="ContractionsOfAnyCase"><c>(?i:'s|'t|'re|'ve|'m|'ll|'d)</c> instead of lower case alone.</param>
/// <param name="LettersAfterAny"><c>[^\r\n\p{L}\p{N}]?\p{L}+</c> instead of <c> ?\p{L}+</c>.</param>
/// <param name="MaxDigits">Limit of the digits in a word; 0: no limit, and a space may be in front: <c> ?\p{N}+</c>.</param>
/// <param name="SplitsLines"><c>[\r\n]*</c> behind other characters, and <c>\s*[\r\n]+</c>.</param>
internal sealed record WordPattern(bool ContractionsOfAnyCase, bool LettersAfterAny, int MaxDigits, bool SplitsLines)
{
    private const string Others = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Letters = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|";

    /// <summary>The pattern of GPT-2, built into the ByteLevel pre-tokeniser.</summary>
    public static WordPattern Gpt2 { get; } =
        new(ContractionsOfAnyCase: false, LettersAfterAny: false, MaxDigits: 0, SplitsLines: false);

    private static readonly Dictionary<string, WordPattern> Known = new(StringComparer.Ordinal)
    {
        [@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"] = Gpt2,
        [Letters + @"\p{N}" + Others] = new(true, true, MaxDigits: 1, true),
        [Letters + @"\p{N}{1,3}" + Others] = new(true, true, MaxDigits: 3, true),
    };

    public static WordPattern? Find(string regex) => Known.GetValueOrDefault(regex);
}
