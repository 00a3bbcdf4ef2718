using Aegis.Engine.Files;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>Reads a <c>post_processor</c>: the special tokens before and after a text.</summary>
internal static class PostProcessorReader
{
    public static (int[] Before, int[] After) Read(JsonPart processor)
    {
        int[] before = [];
        int[] after = [];
        foreach (var step in processor.Steps("processors"))
        {
            // Each step of a sequence puts its tokens around the result of the steps before it.
            var (first, last) = ReadStep(step);
            before = [.. first, .. before];
            after = [.. after, .. last];
        }

        return (before, after);
    }

    private static (int[] Before, int[] After) ReadStep(JsonPart step) => step.Type switch
    {
        "TemplateProcessing" => Template(step),
        "BertProcessing" => ClsAndSep(step, "type", "sep", "cls"),
        "RobertaProcessing" => ClsAndSep(step, "type", "sep", "cls", "trim_offsets", "add_prefix_space"),
        "ByteLevel" => ([], []),
        var other => throw step.NotSupported($"'{other}'"),
    };

    // {"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0], "trim_offsets": true, "add_prefix_space": false}
    private static (int[] Before, int[] After) ClsAndSep(JsonPart step, params ReadOnlySpan<string> members)
    {
        step.AllowOnly(members);
        return ([Id(step["cls"])], [Id(step["sep"])]);
    }

    private static int Id(JsonPart token) =>
        token.Items() is [_, var id] ? id.Number() : throw token.Problem("it should be a token and its id");

    // "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, ...],
    // "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [101], "tokens": ["[CLS]"]}, ...}
    private static (int[] Before, int[] After) Template(JsonPart step)
    {
        step.AllowOnly("type", "single", "pair", "special_tokens");
        var before = new List<int>();
        var after = new List<int>();
        var side = before;
        var texts = 0;
        foreach (var piece in step["single"].Items())
        {
            piece.AllowOnly("SpecialToken", "Sequence");
            if (piece["Sequence"].IsNone)
            {
                side.AddRange(Ids(step, piece["SpecialToken"]));
            }
            else
            {
                OnlyTypeZero(piece["Sequence"]);
                side = after;
                texts++;
            }
        }

        return texts == 1 ? ([.. before], [.. after]) : throw step["single"].NotSupported($"a template with the text {texts} times");
    }

    private static IEnumerable<int> Ids(JsonPart step, JsonPart token)
    {
        OnlyTypeZero(token);
        var ids = step["special_tokens"][token["id"].Text()]["ids"];
        return ids.Items().Select(id => id.Number());
    }

    private static void OnlyTypeZero(JsonPart piece)
    {
        if (piece["type_id"].Number() != 0)
        {
            throw piece["type_id"].NotSupported("a token type other than 0");
        }
    }
}
