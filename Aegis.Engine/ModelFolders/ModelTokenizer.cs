using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Tokenization;

namespace Aegis.Engine.ModelFolders;

/// <summary>Loads the tokenizer of a described model.</summary>
internal static class ModelTokenizer
{
    /// <summary>Vocabularies are often padded to a round number of rows; more than this is another model's.</summary>
    private const int MostUnusedRows = 511;

    /// <summary>Loads it, and compares its size with the model's.</summary>
    /// <exception cref="ModelLoadException">It is missing, damaged, not supported, or of another model; the message names the file.</exception>
    public static ITextTokenizer Load(ModelDescription description)
    {
        try
        {
            var tokenizer = TokenizerLoader.Load(description.Directory, description.MaxTokens);
            return description.VocabularySize - tokenizer.VocabularySize is >= 0 and <= MostUnusedRows
                ? tokenizer
                : throw new ModelLoadException($"the tokenizer in {description.Directory} ({ModelFiles.Tokenizer} or {ModelFiles.Vocabulary}) has {tokenizer.VocabularySize} entries, vocab_size in {ModelFiles.Transformer} is {description.VocabularySize}: it is of another model");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new ModelLoadException($"the tokenizer in {description.Directory} cannot be used: {exception.Message}", exception);
        }
    }
}
