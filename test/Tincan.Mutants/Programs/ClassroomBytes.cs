using Tincan.Wires;

namespace Tincan.Mutants.Programs;

/// <summary>The bytes that have come on a wire and were not taken yet.</summary>
internal sealed class ClassroomBytes(Wire wire)
{
    private readonly List<byte> _bytes = [];

    public int Count => _bytes.Count;

    public byte this[int index] => _bytes[index];

    /// <summary>Waits until so many are here; false if they never come.</summary>
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

    /// <summary>All bytes behind an index, as characters.</summary>
    public string Peek(int from) => Encoding.UTF8.GetString([.. _bytes.Skip(from)]);

    /// <summary>Takes all bytes up to an end, and gives those behind an index as characters.</summary>
    public string Take(int from, int length)
    {
        var text = Encoding.UTF8.GetString([.. _bytes.Skip(from).Take(length)]);
        _bytes.RemoveRange(0, from + length);
        return text;
    }

    public void Forget() => _bytes.Clear();
}
