using Aegis.Engine.Files;
using Aegis.Engine.Tokenization.Unigram;

namespace Aegis.Engine.Tokenization.HuggingFace;

internal static class UnigramNormalizerReader
{
    private const string Spaces = " {2,}";

    public static IReadOnlyList<ITextStep> Read(JsonPart normalizer) => [.. normalizer.Steps("normalizers").Select(ReadStep)];

    private static ITextStep ReadStep(JsonPart part) => part.Type switch
    {
        "Precompiled" => Precompiled(part),
        "Strip" => Strip(part),
        "Replace" => Replace(part),
        "NFC" => Nfc(part),
        var other => throw part.Problem(
            $"for Unigram, the normalizer '{other}' is not supported; Precompiled, Strip, Replace and NFC are"),
    };

    // {"type": "Precompiled", "precompiled_charsmap": "ALQCAACEAAAAAACA..."}
    private static Charsmap Precompiled(JsonPart part)
    {
        part.AllowOnly("type", "precompiled_charsmap");
        var map = part["precompiled_charsmap"];
        try
        {
            return new Charsmap(Convert.FromBase64String(map.Text()));
        }
        catch (FormatException)
        {
            throw map.Problem("it is not base64");
        }
        catch (InvalidDataException exception)
        {
            throw map.Problem(exception.Message);
        }
    }

    // {"type": "Strip", "strip_left": false, "strip_right": true}
    private static StripStep Strip(JsonPart part)
    {
        part.AllowOnly("type", "strip_left", "strip_right");
        return new StripStep(part["strip_left"].Flag(), part["strip_right"].Flag());
    }

    // {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "}
    private static ITextStep Replace(JsonPart part)
    {
        part.AllowOnly("type", "pattern", "content");
        var pattern = part["pattern"];
        pattern.AllowOnly("Regex", "String");
        var with = part["content"].Text();
        if (!pattern["String"].IsNone)
        {
            return pattern["String"].Text() is { Length: > 0 } old ? new ReplaceStep(old, with) : throw pattern.Problem("it is empty");
        }

        return pattern["Regex"].Text() is Spaces
            ? new SpacesStep(with)
            : throw pattern["Regex"].Problem($"the pattern '{pattern["Regex"].Text()}' is not supported; '{Spaces}' is");
    }

    private static NfcStep Nfc(JsonPart part)
    {
        part.AllowOnly("type");
        return new NfcStep();
    }
}
