# Makes a freshly migrated Redmine 5.0 the place where a small consulting firm plans its projects.
# Run by peers/redmine with `rails runner`; PEER_PASSWORD and PEER_API_KEY are in the environment.

# Roles, trackers, statuses, priorities, activities. Not by the rake task: run together with the
# migrations it loads nothing and says nothing.
Redmine::DefaultData::Loader.load('en')

Setting.rest_api_enabled = '1'
Setting.login_required = '1'
Setting.notified_events = []
Setting.default_language = 'en'
Setting.timelog_required_fields = []

def user(login, first, last, admin: false)
  User.find_by(login: login) || User.new.tap do |person|
    person.login = login
    person.firstname = first
    person.lastname = last
    person.mail = "#{login}@lindenhof.example"
    person.admin = admin
    person.password = person.password_confirmation = ENV.fetch('PEER_PASSWORD')
    person.language = 'en'
    person.save!
    person.pref.update!(time_zone: 'UTC')
  end
end

head = user('admin', 'Redmine', 'Admin')
head.password = head.password_confirmation = ENV.fetch('PEER_PASSWORD')
head.must_change_passwd = false
head.save!

# The user of the integration: its changes are told apart from people's.
ours = user('throughline', 'Throughline', 'Integration', admin: true)
Token.where(user: ours, action: 'api').delete_all
Token.create!(user: ours, action: 'api').update_column(:value, ENV.fetch('PEER_API_KEY'))

# Our key of what we made. Redmine has no field that must be unique, so a client searches first.
def key(kind, **more)
  kind.create!(name: 'Throughline key', field_format: 'string', is_filter: true, max_length: 200, **more)
end
key(ProjectCustomField)
key(VersionCustomField)

# A version is a milestone: closing it is not yet the customer's acceptance, this day is.
VersionCustomField.create!(name: 'Accepted on', field_format: 'date')

# Time counts once somebody has approved it.
TimeEntryCustomField.create!(
  name: 'Approved', field_format: 'bool', is_filter: true, default_value: '0', edit_tag_style: 'check_box'
)

# What a person is paid for by customers.
UserCustomField.create!(
  name: 'Role', field_format: 'list', possible_values: %w[partner manager consultant analyst], is_filter: true
)

developer = Role.givable.find_by!(name: 'Developer')
developer.add_permission!(:log_time) unless developer.permissions.include?(:log_time)
[['mara', 'Mara', 'Keller', 'consultant'], ['jon', 'Jon', 'Brandt', 'manager']].each do |login, first, last, role|
  person = user(login, first, last)
  person.custom_field_values = { UserCustomField.find_by!(name: 'Role').id.to_s => role }
  person.save!
end
