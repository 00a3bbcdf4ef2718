namespace Aegis.Engine.Tokenization.Unicode;

/// <summary>Korean syllables and their parts, by arithmetic. Source: Unicode Standard, section 3.12.</summary>
internal static class Hangul
{
    /// <summary>The first vowel; the last one is U+1175.</summary>
    public const int FirstVowel = 0x1161;

    public const int FirstTrail = 0x11A7;

    /// <summary>Number of trailing consonants, plus 1 for none.</summary>
    public const int Trails = 28;

    private const int FirstSyllable = 0xAC00;
    private const int FirstLead = 0x1100;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Syllables = Leads * Vowels * Trails;

    /// <returns>False if the code point is not a syllable.</returns>
    public static bool Decompose(int codePoint, List<int> result)
    {
        var index = codePoint - FirstSyllable;
        if ((uint)index >= Syllables)
        {
            return false;
        }

        result.Add(FirstLead + (index / (Vowels * Trails)));
        result.Add(FirstVowel + (index / Trails % Vowels));
        if (index % Trails is > 0 and var trail)
        {
            result.Add(FirstTrail + trail);
        }

        return true;
    }

    /// <returns>-1 if the two parts make nothing.</returns>
    public static int Compose(int left, int right)
    {
        if ((uint)(left - FirstLead) < Leads && (uint)(right - FirstVowel) < Vowels)
        {
            return FirstSyllable + ((((left - FirstLead) * Vowels) + (right - FirstVowel)) * Trails);
        }

        var syllable = left - FirstSyllable;
        return (uint)syllable < Syllables && syllable % Trails == 0 && right - FirstTrail is > 0 and < Trails
            ? left + right - FirstTrail
            : -1;
    }
}
