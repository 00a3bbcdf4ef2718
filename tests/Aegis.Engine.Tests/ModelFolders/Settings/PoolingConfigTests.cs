namespace Aegis.Engine.Tests.ModelFolders.Settings;

/// <summary>The pooling files of sentence-transformers 2 to 6. Expected: what its class Pooling makes of each.</summary>
public sealed class PoolingConfigTests
{
    [Theory]
    [InlineData("""{"embedding_dimension":8,"pooling_mode":"mean","include_prompt":true}""", "Mean")]
    [InlineData("""{"embedding_dimension":8,"pooling_mode":"cls"}""", "Cls")]
    [InlineData("""{"embedding_dimension":8,"pooling_mode":"max"}""", "Max")]
    [InlineData("""{"embedding_dimension":8,"pooling_mode":"lasttoken"}""", "LastToken")]
    [InlineData("""{"embedding_dimension":8,"pooling_mode":["cls"]}""", "Cls")]
    [InlineData("""{"word_embedding_dimension":8,"embedding_dimension":8,"pooling_mode":"cls"}""", "Cls")]
    [InlineData("""{"word_embedding_dimension":8,"pooling_mode_mean_tokens":true,"pooling_mode_lasttoken":false}""", "Mean")]
    [InlineData("""{"word_embedding_dimension":8,"pooling_mode_mean_tokens":false,"pooling_mode_cls_token":true}""", "Cls")]
    [InlineData("""{"word_embedding_dimension":8,"pooling_mode_mean_tokens":false,"pooling_mode_max_tokens":true}""", "Max")]
    [InlineData("""{"word_embedding_dimension":8,"pooling_mode_mean_tokens":false,"pooling_mode_lasttoken":true}""", "LastToken")]
    [InlineData("""{"word_embedding_dimension":8,"pooling_mode":"cls","pooling_mode_cls_token":true}""", "Cls")]
    // The width alone is the mean, in all versions.
    [InlineData("""{"word_embedding_dimension":8}""", "Mean")]
    [InlineData("""{"embedding_dimension":8}""", "Mean")]
    [InlineData("""{"word_embedding_dimension":8,"pooling_mode_cls_token":false}""", "Mean")]
    // The same direction as the mean.
    [InlineData("""{"embedding_dimension":8,"pooling_mode":"mean_sqrt_len_tokens"}""", "Mean")]
    [InlineData("""{"word_embedding_dimension":8,"pooling_mode_mean_tokens":false,"pooling_mode_mean_sqrt_len_tokens":true}""", "Mean")]
    public void Read_OnePooling_IsTheReferences(string json, string mode) =>
        Assert.Equal(new PoolingConfig(Enum.Parse<PoolingMode>(mode), 8), SettingsText.Read(json, PoolingConfig.Read));

    [Theory]
    [InlineData("""{"embedding_dimension":8,"pooling_mode":["cls","mean"]}""", "several poolings at once (cls, mean) is not supported")]
    [InlineData("""{"embedding_dimension":8,"pooling_mode":[]}""", "several poolings at once () is not supported")]
    [InlineData(
        """{"word_embedding_dimension":8,"pooling_mode_mean_tokens":true,"pooling_mode_cls_token":true}""",
        "several poolings at once (cls, mean) is not supported")]
    [InlineData("""{"embedding_dimension":8,"pooling_mode":"weightedmean"}""", "the pooling 'weightedmean' is not supported")]
    [InlineData("""{"embedding_dimension":8,"pooling_mode":"attention"}""", "the pooling 'attention' is not supported")]
    [InlineData(
        """{"embedding_dimension":8,"pooling_mode":"cls","pooling_mode_mean_tokens":true}""",
        "pooling_mode_mean_tokens: it contradicts pooling_mode, which is cls")]
    [InlineData(
        """{"embedding_dimension":8,"pooling_mode":"cls","pooling_mode_cls_token":false}""",
        "pooling_mode_cls_token: it contradicts pooling_mode, which is cls")]
    // Version 5 pools the mean beside it, version 6 does not.
    [InlineData(
        """{"word_embedding_dimension":8,"pooling_mode_cls_token":true}""",
        "pooling_mode_mean_tokens: it is missing beside cls, and versions of sentence-transformers differ on what that means; "
        + "\"pooling_mode\": \"cls\" says it")]
    [InlineData(
        """{"word_embedding_dimension":8,"pooling_mode_mean_tokens":false}""",
        "pooling_mode_mean_tokens: it is false, and no other pooling is true")]
    [InlineData("""{"pooling_mode":"mean"}""", "embedding_dimension: a whole number, 0 or more is missing")]
    [InlineData(
        """{"word_embedding_dimension":8,"embedding_dimension":9,"pooling_mode":"mean"}""",
        "word_embedding_dimension: it is 8, and embedding_dimension is 9")]
    [InlineData(
        """{"embedding_dimension":8,"pooling_mode":"mean","include_prompt":false}""",
        "include_prompt: leaving the tokens of a prompt out of the pooling (false) is not supported")]
    [InlineData("""{"embedding_dimension":8,"pooling_mode":"mean","weights":[1,2]}""", "weights: this setting is not supported")]
    public void Read_NotOnePooling_SaysWhy(string json, string expected) =>
        Assert.Equal(expected, SettingsText.Failure(json, PoolingConfig.Read));
}
