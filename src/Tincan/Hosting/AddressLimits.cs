namespace Tincan.Hosting;

/// <summary>
/// Counts connections by <see cref="AddressGroup"/>: how many are open, and how fast new ones come. The rate is a token bucket that is kept
/// as one time a group, the one at which the bucket will be full again, so a group costs 32 bytes and is forgotten a second after its last
/// connection. The limiters of System.Threading.RateLimiting take no <see cref="TimeProvider"/>, and a partition of theirs weighs
/// hundreds of bytes.
/// </summary>
/// <param name="open">How many may be open in a group; null for any number.</param>
/// <param name="perSecond">How many may be new in a group at once, and how many a second after that; null for any number.</param>
/// <param name="time">The clock.</param>
internal sealed class AddressLimits(int? open, int? perSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AddressGroup, Use> _uses = [];

    /// <summary>How many groups are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _uses.Count;
            }
        }
    }

    /// <summary>Counts a new connection, or returns the limit that forbids it, and then counts nothing.</summary>
    /// <param name="client">Who connected.</param>
    public Limit? Enter(EndPoint client)
    {
        if (AddressGroup.Of(client) is not { } group)
        {
            return null;
        }

        lock (_lock)
        {
            ref var use = ref CollectionsMarshal.GetValueRefOrAddDefault(_uses, group, out _);
            if (use.Open >= open)
            {
                return Limit.ConnectionsPerAddress;
            }

            if (perSecond is { } rate)
            {
                var now = time.GetTimestamp();
                var full = Math.Max(use.Full, now) + (time.TimestampFrequency / rate);
                if (full - now > time.TimestampFrequency)
                {
                    return Limit.NewPerAddress;
                }

                use.Full = full;
            }

            use.Open++;
            return null;
        }
    }

    /// <summary>A connection that was counted has ended.</summary>
    /// <param name="client">Who had connected.</param>
    public void Leave(EndPoint client)
    {
        if (AddressGroup.Of(client) is not { } group)
        {
            return;
        }

        lock (_lock)
        {
            ref var use = ref CollectionsMarshal.GetValueRefOrNullRef(_uses, group);
            if (--use.Open == 0 && perSecond is null)
            {
                _uses.Remove(group);
            }
        }
    }

    /// <summary>Removes the groups that need not be remembered any more.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            foreach (var (group, use) in _uses)
            {
                if (use.Open == 0 && use.Full <= now)
                {
                    // Removing is the one change that is allowed while a dictionary is enumerated.
                    _uses.Remove(group);
                }
            }

            if (_uses.Count < _uses.Capacity / 4)
            {
                _uses.TrimExcess();
            }
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Use
    {
        public int Open;

        /// <summary>When the bucket will be full again.</summary>
        public long Full;
    }
}
