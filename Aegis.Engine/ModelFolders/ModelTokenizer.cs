using Aegis.Engine.ModelFolders.Graphs;
using Aegis.Engine.Tokenization;
using Aegis.Engine.Tokenization.HuggingFace;

namespace Aegis.Engine.ModelFolders;

internal static class ModelTokenizer
{
    /// <exception cref="ModelLoadException">The tokenizer is missing, damaged, not supported, or against its settings.</exception>
    public static ITextTokenizer Load(ModelDescription description)
    {
        try
        {
            return TokenizerLoader.Load(description.Directory, description.MaxTokens, description.LowersCase);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new ModelLoadException($"the tokenizer in {description.Directory} cannot be used: {exception.Message}", exception);
        }
    }
}
