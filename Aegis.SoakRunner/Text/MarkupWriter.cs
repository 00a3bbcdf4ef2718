using System.Text;

namespace Aegis.SoakRunner.Text;

/// <summary>Writes HTML and SVG. Every text and attribute passes through the encoder.</summary>
internal sealed class MarkupWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    public MarkupWriter Start(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(element, attributes);
        _text.Append('>');
        _open.Push(element);
        return this;
    }

    public MarkupWriter End()
    {
        _text.Append("</").Append(_open.Pop()).Append('>');
        return this;
    }

    public MarkupWriter Empty(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(element, attributes);
        _text.Append("/>");
        return this;
    }

    public MarkupWriter Element(string element, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
        => Start(element, attributes).Text(text).End();

    public MarkupWriter Text(string text)
    {
        _text.Append(SafeText.Markup(text));
        return this;
    }

    /// <summary>Markup of this program, not encoded.</summary>
    public MarkupWriter Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    public MarkupWriter Line()
    {
        _text.Append('\n');
        return this;
    }

    public override string ToString() => _text.ToString();

    private void Tag(string element, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _text.Append('<').Append(element);
        foreach (var (name, value) in attributes)
        {
            _text.Append(' ').Append(name).Append("=\"").Append(SafeText.Markup(value)).Append('"');
        }
    }
}
