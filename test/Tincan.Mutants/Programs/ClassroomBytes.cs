using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>The bytes that have been received and not yet consumed.</summary>
internal sealed class ClassroomBytes(Wire wire)
{
    private readonly List<byte> _bytes = [];

    public int Count => _bytes.Count;

    public byte this[int index] => _bytes[index];

    /// <summary>Waits for a number of bytes; false if they do not come.</summary>
    public async Task<bool> WaitAsync(int count)
    {
        var buffer = new byte[1024];
        while (_bytes.Count < count)
        {
            var come = await wire.ReceiveAsync(buffer);
            if (come == 0)
            {
                return false;
            }

            _bytes.AddRange(buffer.AsSpan(0, come));
        }

        return true;
    }

    /// <summary>All bytes from an index on, as text.</summary>
    public string Peek(int from) => Encoding.UTF8.GetString([.. _bytes.Skip(from)]);

    /// <summary>Consumes bytes, and returns those from an index on as text.</summary>
    public string Consume(int from, int length)
    {
        var text = Encoding.UTF8.GetString([.. _bytes.Skip(from).Take(length)]);
        _bytes.RemoveRange(0, from + length);
        return text;
    }

    public void Clear() => _bytes.Clear();
}
