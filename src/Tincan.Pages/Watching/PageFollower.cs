using Tincan.Framing;
using Tincan.Pages.Messages;
using Tincan.Recording;
using Tincan.Wires;

namespace Tincan.Pages.Watching;

/// <summary>Follows one conversation by a page.</summary>
internal sealed class PageFollower : IMessageFollower
{
    private readonly Page _page;
    private readonly PageWatch _watch;
    private readonly Judge _judge;
    private readonly PushedBytes _client;
    private readonly PushedBytes _server;
    private int _meetings;
    private int _requests;
    private int _replies;
    private bool _isInvalid;
    private bool _isOpen;

    public PageFollower(Page page, PageNorm norm, PageWatch watch)
    {
        (_page, _watch, _judge) = (page, watch, new Judge(norm));
        _client = new PushedBytes(page.Framing.ToServer.CreateFramer());
        _server = new PushedBytes(page.Framing.ToClient.CreateFramer());
        if (page.IsStream)
        {
            // A read may have any part of what the page writes as a message.
            _judge.GiveUp();
        }
    }

    public string RemarksBy => WireEvent.ByPage;

    public FollowedBytes Read(Direction direction, ReadOnlySpan<byte> bytes, long offset)
    {
        var isRequest = direction == Direction.ToServer;
        var found = new Found(isRequest ? _requests : _replies);
        if (_isInvalid)
        {
            return found.Result(expects: null);
        }

        if (!_isOpen)
        {
            _isOpen = true;
            _meetings = _watch.Opened();
        }

        if (isRequest)
        {
            ReadRequests(bytes, found);
            _requests += found.Count;
        }
        else
        {
            ReadReplies(bytes, found);
            _replies += found.Count;
        }

        return found.Result(_judge.Expects);
    }

    public IReadOnlyList<string> End(Direction direction, bool isReset)
    {
        if (direction == Direction.ToServer)
        {
            _judge.ClientEnds(ByteText.From(_client.Rest), isReset);
            return [];
        }

        var last = !isReset && !_isInvalid && _server.TryTakeAtEnd(out var content) ? _judge.Reply(_page.Framing.ToClient.ReadContent(content)) : null;
        return [.. new[] { last, _judge.ServerEnds() }.OfType<string>()];
    }

    public void Close()
    {
        if (_isOpen)
        {
            _isOpen = false;
            _isInvalid = true;
            _watch.Closed();
        }
    }

    private void ReadRequests(ReadOnlySpan<byte> bytes, Found found)
    {
        _client.Add(bytes);
        while (true)
        {
            var count = _judge.IsLost ? null : _judge.Taking;
            if (!_client.TryTake(count, out var content, out var problem))
            {
                Invalid(problem, found, _page.Framing.ToServer.Words);
                return;
            }

            var message = count is null ? _page.Framing.ToServer.ReadContent(content) : ByteText.From(content);
            if (count is null)
            {
                ForgetWhatOthersChange();
                found.Add(_client.Offset, _watch.NameRequest(message));
                found.Depart(_judge.Ask(message));
                continue;
            }

            var name = _judge.TakenAs;
            _judge.Take(message);
            if (_judge.Taking is null)
            {
                found.Add(_client.Offset, $"${name}");
            }
        }
    }

    private void ForgetWhatOthersChange()
    {
        if (_watch.IsShared || _meetings != _watch.Meetings)
        {
            _meetings = _watch.Meetings;
            _judge.ForgetShared();
        }
    }

    private void ReadReplies(ReadOnlySpan<byte> bytes, Found found)
    {
        _server.Add(bytes);
        while (true)
        {
            var count = _judge.RawReply;
            if (!_server.TryTake(count, out var content, out var problem))
            {
                Invalid(problem, found, _page.Framing.ToClient.Words);
                return;
            }

            var message = count is null ? _page.Framing.ToClient.ReadContent(content) : ByteText.From(content);
            found.Depart(_judge.Reply(message));

            // Bytes without framing and the empty message after them are one message for a reader.
            if (count is null || !_judge.GoesOn)
            {
                found.Add(_server.Offset, count is null ? _watch.NameReply(message) : "");
            }
        }
    }

    private void Invalid(string? problem, Found found, string framing)
    {
        if (problem is not null)
        {
            _isInvalid = true;
            found.Depart(_judge.IsLost ? null : $"the page expects '{framing}' here: {problem}");
            _judge.GiveUp();
        }
    }

    /// <summary>What one read or write holds.</summary>
    private sealed class Found(int first)
    {
        private readonly List<long> _ends = [];
        private readonly List<string> _names = [];
        private readonly List<string> _remarks = [];

        public int Count => _ends.Count;

        public void Add(long end, string name)
        {
            _ends.Add(end);
            _names.Add(name);
        }

        public void Depart(string? departure)
        {
            if (departure is not null)
            {
                _remarks.Add(departure);
            }
        }

        public FollowedBytes Result(string? expects) =>
            new(first, _ends) { Names = _names.TrueForAll(static name => name.Length == 0) ? [] : _names, Expects = expects, Remarks = _remarks };
    }
}
