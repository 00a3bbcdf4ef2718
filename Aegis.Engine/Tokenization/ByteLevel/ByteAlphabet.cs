namespace Aegis.Engine.Tokenization.ByteLevel;

/// <summary>
/// The characters by which byte-level vocabularies write bytes: a printable byte of Latin-1 is itself, the others are U+0100
/// and up in their order, as in GPT-2's <c>bytes_to_unicode</c>.
/// </summary>
internal static class ByteAlphabet
{
    public static char[] Characters { get; } = Make();

    private static char[] Make()
    {
        var characters = new char[256];
        var next = '\u0100';
        for (var value = 0; value < characters.Length; value++)
        {
            var isPrintable = value is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            characters[value] = isPrintable ? (char)value : next++;
        }

        return characters;
    }
}
