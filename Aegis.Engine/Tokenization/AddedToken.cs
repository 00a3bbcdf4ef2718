namespace Aegis.Engine.Tokenization;

/// <summary>A token that is matched as a whole, in exact case, before the text is cut into words.</summary>
/// <param name="Content">Not empty.</param>
/// <param name="Id">Its id.</param>
/// <param name="StripsLeft">The token includes the white space in front of it.</param>
/// <param name="StripsRight">The token includes the white space behind it.</param>
internal sealed record AddedToken(string Content, int Id, bool StripsLeft = false, bool StripsRight = false);
