using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Tokenization;
using Aegis.Engine.Tokenization.HuggingFace;

namespace Aegis.Engine.ModelFolders;

internal static class ModelTokenizer
{
    /// <summary>Tables are often padded to a round number of rows. More unused rows show that the tokenizer is of another model.</summary>
    private const int MaxUnusedRows = 511;

    /// <exception cref="ModelLoadException">The tokenizer is missing, damaged, not supported, or of another model.</exception>
    public static ITextTokenizer Load(ModelDescription description)
    {
        try
        {
            var tokenizer = TokenizerLoader.Load(description.Directory, description.MaxTokens);
            return description.VocabularySize - tokenizer.VocabularySize is >= 0 and <= MaxUnusedRows
                ? tokenizer
                : throw new ModelLoadException(
                    $"the tokenizer in {description.Directory} ({ModelFiles.Tokenizer} or {ModelFiles.Vocabulary}) has "
                    + $"{tokenizer.VocabularySize} entries, vocab_size in {ModelFiles.Transformer} is {description.VocabularySize}: "
                    + "it is of another model");
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new ModelLoadException($"the tokenizer in {description.Directory} cannot be used: {exception.Message}", exception);
        }
    }
}
