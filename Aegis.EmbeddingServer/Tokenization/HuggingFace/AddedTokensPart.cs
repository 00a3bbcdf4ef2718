namespace Aegis.EmbeddingServer.Tokenization.HuggingFace;

/// <summary>The <c>added_tokens</c> of a tokenizer.</summary>
/// <param name="Raw">Those that are matched in the text as it stands.</param>
/// <param name="Normalized">Those that are matched in the normalised text; their contents are not normalised yet.</param>
internal sealed record AddedTokensPart(IReadOnlyList<AddedToken> Raw, IReadOnlyList<AddedToken> Normalized)
{
    /// <summary>The highest id; -1 when there is no token.</summary>
    public int HighestId => Raw.Concat(Normalized).Select(token => token.Id).DefaultIfEmpty(-1).Max();

    /// <summary>The id of a token; null when it is not there.</summary>
    public int? IdOf(string content) => Raw.Concat(Normalized).FirstOrDefault(token => token.Content == content)?.Id;

    // [{"id": 103, "content": "[MASK]", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}, ...]
    public static AddedTokensPart Read(JsonPart list)
    {
        var raw = new List<AddedToken>();
        var normalized = new List<AddedToken>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in list.IsNone ? [] : list.Items())
        {
            item.AllowOnly("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");
            var token = new AddedToken(item["content"].Text(), item["id"].Number(), item["lstrip"].Flag(), item["rstrip"].Flag());
            if (token.Content.Length == 0 || !seen.TryAdd(token.Content, token.Id))
            {
                throw list.Problem($"the token '{token.Content}' is {(token.Content.Length == 0 ? "empty" : "there twice")}");
            }

            if (item["single_word"].Flag())
            {
                throw list.NotSupported($"single_word, which '{token.Content}' has,");
            }

            (item["normalized"].Flag() ? normalized : raw).Add(token);
        }

        return new AddedTokensPart(raw, normalized);
    }

    /// <summary>Sees to it that a token that the model has too has one id.</summary>
    public void MustAgreeWith(Func<string, int?> idInModel)
    {
        foreach (var token in Raw.Concat(Normalized))
        {
            if (idInModel(token.Content) is { } id && id != token.Id)
            {
                throw new InvalidDataException($"added_tokens: '{token.Content}' has the id {token.Id}, and {id} in the vocabulary");
            }
        }
    }
}
