namespace Aegis.Engine.Tokenization;

/// <summary>A token that is matched in the text as it stands, in exact case, before the text is cut into words.</summary>
/// <param name="Content">What is matched; not empty.</param>
/// <param name="Id">Its id.</param>
/// <param name="StripsLeft">It takes the white space in front of it too.</param>
/// <param name="StripsRight">It takes the white space behind it too.</param>
internal sealed record AddedToken(string Content, int Id, bool StripsLeft = false, bool StripsRight = false);
