using System.Text;

namespace Aegis.Engine.ModelFolders.Graphs;

/// <summary>
/// Reads the fields of a protobuf message in a file, and skips fields that are not asked for: 99 % of the bytes of a model are
/// weights. Wire format: https://protobuf.dev/programming-guides/encoding/
/// </summary>
internal sealed class ProtobufReader(Stream stream, long end, int depth = 0)
{
    /// <summary>The limit of ONNX Runtime: a hostile file could fill the stack.</summary>
    private const int MaxDepth = 100;


    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;
    private const int Fixed32 = 5;

    private int _wireType;
    private bool _isRead = true;

    public int Field { get; private set; }

    /// <summary>Moves to the next field, and skips the present one if it was not read. False at the end of the message.</summary>
    /// <exception cref="InvalidDataException">The bytes are not protobuf.</exception>
    public bool Next()
    {
        if (!_isRead)
        {
            Skip();
        }

        if (stream.Position >= end)
        {
            return false;
        }

        var tag = ReadVarint();
        Field = tag is > 0 and <= uint.MaxValue ? (int)(tag >> 3) : 0;
        _wireType = (int)(tag & 7);
        _isRead = Field > 0 ? false : throw new InvalidDataException("it holds a field that cannot be");
        return true;
    }

    public long Number()
    {
        Expect(Varint);
        return ReadVarint();
    }

    /// <summary>One number, or several that are packed.</summary>
    public List<long> Numbers()
    {
        if (_wireType == Varint)
        {
            return [Number()];
        }

        var stop = Length() + stream.Position;
        var numbers = new List<long>();
        while (stream.Position < stop)
        {
            numbers.Add(ReadVarint());
        }

        return numbers;
    }

    public string Text()
    {
        var bytes = new byte[Length()];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>A nested message, which must be read before this reader moves on.</summary>
    public ProtobufReader Message()
    {
        var length = Length();
        return depth < MaxDepth
            ? new ProtobufReader(stream, stream.Position + length, depth + 1)
            : throw new InvalidDataException("its messages are nested too deeply");
    }

    private void Skip()
    {
        _isRead = true;
        var bytes = _wireType switch
        {
            Varint => ReadVarint() * 0,
            Fixed64 => 8,
            LengthDelimited => ReadLength(),
            Fixed32 => 4,
            _ => throw new InvalidDataException("it holds a field of an unknown kind"),
        };
        stream.Seek(bytes, SeekOrigin.Current);
        if (stream.Position > end)
        {
            throw new InvalidDataException("it ends in the middle of a field");
        }
    }

    private int Length()
    {
        Expect(LengthDelimited);
        return ReadLength();
    }

    private void Expect(int wireType)
    {
        _isRead = true;
        if (_wireType != wireType)
        {
            throw new InvalidDataException("it holds a field of the wrong kind");
        }
    }

    private int ReadLength()
    {
        var length = ReadVarint();
        if (length < 0 || length > int.MaxValue || length > end - stream.Position)
        {
            throw new InvalidDataException("it ends in the middle of a field");
        }

        return (int)length;
    }

    private long ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = stream.Position < end ? stream.ReadByte() : -1;
            if (next < 0)
            {
                throw new InvalidDataException("it ends in the middle of a field");
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)value;
            }
        }

        throw new InvalidDataException("it holds a number that is too long");
    }
}
