using Aegis.Engine.Files;

namespace Aegis.Engine.Tokenization.HuggingFace;

/// <summary>The <c>added_tokens</c>: those matched in the raw text, and those matched in the normalised text.</summary>
internal sealed record AddedTokenList(IReadOnlyList<AddedToken> All, IReadOnlyList<AddedToken> Raw, IReadOnlyList<AddedToken> Normalized)
{
    public int? IdOf(string content) => All.FirstOrDefault(token => token.Content == content)?.Id;

    // [{"id": 103, "content": "[MASK]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}, ...]
    public static AddedTokenList Read(JsonPart list)
    {
        var all = new List<AddedToken>();
        var raw = new List<AddedToken>();
        var normalized = new List<AddedToken>();
        foreach (var item in list.IsNone ? [] : list.Items())
        {
            item.AllowOnly("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");
            var token = new AddedToken(item["content"].Text(), item["id"].Number(), item["lstrip"].Flag(), item["rstrip"].Flag());
            if (token.Content.Length == 0)
            {
                throw list.Problem($"the token with the id {token.Id} is empty");
            }

            if (item["single_word"].Flag())
            {
                throw list.NotSupported($"single_word, which '{token.Content}' has,");
            }

            all.Add(token);
            (item["normalized"].Flag() ? normalized : raw).Add(token);
        }

        return new AddedTokenList(all, raw, normalized);
    }

    /// <summary>
    /// Checks that each token has the id that the reference gives it, whatever the file says: the id of the model if the
    /// model has the token too, otherwise the next id after those of the model.
    /// </summary>
    /// <returns>Number of ids, those of the model included.</returns>
    public int CheckIds(int entries, Func<string, int?> idInModel)
    {
        var next = entries;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in All)
        {
            if (!seen.Add(token.Content))
            {
                throw new InvalidDataException($"added_tokens: '{token.Content}' is there twice");
            }

            var expected = idInModel(token.Content) ?? next++;
            if (token.Id != expected)
            {
                throw new InvalidDataException(
                    $"added_tokens: '{token.Content}' has the id {token.Id}, but {expected} from the vocabulary, "
                    + $"which has {entries} entries");
            }
        }

        return next;
    }
}
