using Tincan.Faults.Stages;

namespace Tincan.Faults.Kinds;

internal sealed class DuplicateStage(StageContext context) : FaultStage(context)
{
    /// <summary>Longer messages are not duplicated, in bytes; keeping them would fill the direction's limit.</summary>
    private const int MaxMessage = StageContext.Limit / 4;

    private readonly List<byte> _bytes = [];
    private int _message;
    private bool _isWhole;

    protected override void Apply(Chunk chunk)
    {
        Forward(chunk, Now);
        if (chunk.IsCopy)
        {
            return;
        }

        Keep(chunk);
        if (chunk.EndsMessage && _isWhole)
        {
            Report(chunk.Offset + chunk.Bytes.Length, $"message {chunk.Message} comes again");
            var first = chunk.Offset + chunk.Bytes.Length - _bytes.Count;
            Forward(chunk with { Bytes = _bytes.ToArray(), Offset = first, Within = 0, EndsWrite = true, IsCopy = true }, Now);
        }
    }

    /// <summary>Only a message that the fault applies to as a whole is duplicated: a part of it would be a different message.</summary>
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
