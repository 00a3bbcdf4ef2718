using System.Buffers;

namespace Aegis.EmbeddingServer.Tokenization;

/// <summary>Normalised words, one space between them, in pooled memory.</summary>
internal sealed class WordBuffer(VocabularyCharacters vocabulary) : IDisposable
{
    /// <summary>Longest word, in code points, that is searched for word pieces; the reference's <c>max_input_chars_per_word</c>.</summary>
    private const int MaxWordCodePoints = 100;

    /// <summary>Stands for a word that cannot be in the vocabulary: a noncharacter, so no vocabulary has it either.</summary>
    private const char UnknownWord = '\uFFFF';

    private char[] _chars = ArrayPool<char>.Shared.Rent(1024);
    private int _length;
    private int _wordStart;
    private int _wordCodePoints;
    private bool _wordIsUnknown;

    /// <summary>Number of finished words.</summary>
    public int Words { get; private set; }

    /// <summary>The finished words; the last one is followed by a space too.</summary>
    public ReadOnlySpan<char> Text => _chars.AsSpan(0, _wordStart);

    /// <summary>Adds a code point's UTF-16 units to the present word.</summary>
    public void Append(ReadOnlySpan<char> codePoint)
    {
        _wordCodePoints++;
        if (_wordCodePoints > MaxWordCodePoints)
        {
            // The rest of the word changes nothing any more, and must not grow the buffer.
            _wordIsUnknown = true;
            return;
        }

        Reserve(codePoint.Length);
        foreach (var unit in codePoint)
        {
            _wordIsUnknown |= !vocabulary.Contains(unit);
            _chars[_length++] = unit;
        }
    }

    /// <summary>Ends the present word, if one has begun.</summary>
    public void EndWord()
    {
        if (_wordCodePoints == 0)
        {
            return;
        }

        if (_wordIsUnknown)
        {
            _length = _wordStart;
            Reserve(1);
            _chars[_length++] = UnknownWord;
        }

        Reserve(1);
        _chars[_length++] = ' ';
        _wordStart = _length;
        _wordCodePoints = 0;
        _wordIsUnknown = false;
        Words++;
    }

    public void Dispose() => ArrayPool<char>.Shared.Return(_chars);

    private void Reserve(int units)
    {
        if (_length + units <= _chars.Length)
        {
            return;
        }

        var larger = ArrayPool<char>.Shared.Rent(_chars.Length * 2);
        _chars.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_chars);
        _chars = larger;
    }
}
