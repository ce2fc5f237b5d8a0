using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class DuplicateStage(StageContext context) : FaultStage(context)
{
    /// <summary>A longer message is not sent twice: it would fill the window.</summary>
    private const int MaxMessage = StageContext.Limit / 4;

    private readonly List<byte> _bytes = [];
    private int _message;
    private bool _isWhole;

    protected override void Met(Chunk chunk)
    {
        Let(chunk, Now);
        if (chunk.IsCopy)
        {
            return;
        }

        Keep(chunk);
        if (chunk.EndsMessage && _isWhole)
        {
            Tell(chunk.Offset + chunk.Bytes.Length, $"message {chunk.Message} comes again");
            var first = chunk.Offset + chunk.Bytes.Length - _bytes.Count;
            Let(chunk with { Bytes = _bytes.ToArray(), Offset = first, Within = 0, EndsSegment = true, IsCopy = true }, Now);
        }
    }

    /// <summary>A message of which a part was not met does not come again: its rest alone would be another message.</summary>
    private void Keep(Chunk chunk)
    {
        if (chunk.Message != _message || chunk.Within == 0)
        {
            _message = chunk.Message;
            _isWhole = true;
            _bytes.Clear();
        }

        _isWhole &= chunk.Within == _bytes.Count && chunk.Within + chunk.Bytes.Length <= MaxMessage;
        if (_isWhole)
        {
            _bytes.AddRange(chunk.Bytes.Span);
        }
    }
}
