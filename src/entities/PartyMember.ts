import { EntitySchema } from 'typeorm';

/** Who is in which party: in one at most. */
interface PartyMemberRow {
  player: string;
  partyId: string;
}

export const PartyMember = new EntitySchema<PartyMemberRow>({
  name: 'PartyMember',
  tableName: 'party_members',
  columns: {
    player: { type: 'text', primary: true, primaryKeyConstraintName: 'party_members_pkey' },
    partyId: { name: 'party_id', type: 'text' },
  },
  indices: [{ name: 'party_members_party', columns: ['partyId'] }],
  foreignKeys: [
    {
      name: 'party_members_in',
      target: 'Party',
      columnNames: ['partyId'],
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    },
  ],
});
